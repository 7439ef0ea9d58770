#!/usr/bin/perl
# questions.pl - questions that we, notmuch and mu write alike, about the mail
# of a folder: kind, tab, question; COUNT of each kind, the same every time.
#
#   questions.pl FOLDER COUNT
use strict;
use warnings;

my ($dir, $count) = @ARGV;
die "usage: questions.pl FOLDER COUNT\n" unless defined $count;
opendir my $d, $dir or die "$dir: $!\n";
my @files = sort grep { !/^\./ } readdir $d;
srand 4711;

# Words as they stand one behind the other in a line of the text, the
# sender's domain, and a word of the subject, of any message.
sub draw {
	for (1 .. 1000) {
		my $name = $files[rand @files];
		open my $in, '<:raw', "$dir/$name" or die "$name: $!\n";
		my $text = do { local $/; <$in> };
		my ($head, $body) = split /\n\n/, $text, 2;
		my ($from) = $head =~ /^from:.*?([a-z0-9.-]+\.[a-z]{2,})>?\s*$/im;
		my ($subject) = $head =~ /^subject:.*?\b([a-z]{5,12})\b/im;
		my @lines = grep { /^[a-z]{4,10} [a-z]{4,10}\b/ }
			split /\n/, $body // '';
		next unless $from && $subject && @lines;
		my ($one, $two) = $lines[rand @lines] =~ /^([a-z]+) ([a-z]+)/;
		return (lc $from, lc $subject, $one, $two);
	}
	die "no message to ask for\n";
}

my @asked = map { [draw()] } 1 .. $count;
my %kinds = (
	word => sub { $_[2] },
	two_words => sub { "$_[2] $_[3]" },
	phrase => sub { "\"$_[2] $_[3]\"" },
	from => sub { "from:$_[0]" },
	subject => sub { "subject:$_[1]" },
);
for my $kind (qw(word two_words phrase from subject)) {
	print "$kind\t", $kinds{$kind}->(@$_), "\n" for @asked;
}
