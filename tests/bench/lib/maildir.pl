#!/usr/bin/perl
# maildir.pl - the messages (*.txt) below a folder as a Maildir.
#
#   maildir.pl FROM TO ROUND
#
# Leaves out a From_ line. From round 2 on every message gets a Message-ID
# that it did not have in another round; nothing else changes.
use strict;
use warnings;
use File::Find;

my ($from, $to, $round) = @ARGV;
die "usage: maildir.pl FROM TO ROUND\n" unless defined $round;
mkdir $to;
mkdir "$to/$_" for 'cur', 'new', 'tmp';
my @paths;
find(sub { push @paths, $File::Find::name if /\.txt$/ }, $from);
my $n = 0;
for my $path (sort @paths) {
	open my $in, '<:raw', $path or die "$path: $!\n";
	my $text = do { local $/; <$in> };
	$text =~ s/^From [^\n]*\n//;
	$n++;
	if ($round > 1) {
		my ($head, $rest) = $text =~ /^(.*?\n)(\r?\n.*)$/s ?
			($1, $2) : ($text, '');
		$head =~ s/^(message-id:\s*<?)/$1r$round./im or
			$head = "Message-ID: <r$round.$n\@bench.example>\n$head";
		$text = $head . $rest;
	}
	open my $out, '>:raw', sprintf('%s/cur/%06d.bench:2,S', $to, $n)
		or die "$to: $!\n";
	print $out $text;
	close $out or die "$to: $!\n";
}
print "$n\n";
