# source.pl - what the lints share: the files of a tree, and C without its
# comments and strings. Loaded with require; perl-base is enough.
use strict;
use warnings;

my @offences;

# Files below the given folders of $root whose path matches $want, relative
# to $root and sorted. Folders that are not there are skipped.
sub files {
	my ($root, $want, @folders) = @_;
	my @found;
	my @todo = grep { -d "$root/$_" } @folders;

	while (defined(my $dir = shift @todo)) {
		opendir(my $d, "$root/$dir") or die "$root/$dir: $!\n";
		for my $name (sort readdir $d) {
			next if $name =~ /^\./ || $name eq 'node_modules';
			my $path = "$dir/$name";
			next if -l "$root/$path";
			if (-d "$root/$path") {
				push @todo, $path;
			} elsif ($path =~ $want) {
				push @found, $path;
			}
		}
	}
	return sort @found;
}

sub content {
	my ($path) = @_;
	open(my $f, '<', $path) or die "$path: $!\n";
	local $/;
	my $text = <$f>;
	return defined $text ? $text : '';
}

# C text with the inside of comments, strings and characters turned to blanks:
# lines and columns stay where they are.
sub blanked {
	my ($text) = @_;
	my $blank = sub {
		my ($s) = @_;
		$s =~ s/[^\n\t]/ /g;
		return $s;
	};
	$text =~ s{
		(/\*.*?\*/ | //[^\n]*)
		| (["'])((?:\\.|(?!\2)[^\\\n])*)\2
	}{
		defined $1 ? $blank->($1) : $2 . $blank->($3) . $2
	}gsex;
	return $text;
}

# The line number of an offset.
sub line_at {
	my ($text, $offset) = @_;
	return 1 + (substr($text, 0, $offset) =~ tr/\n//);
}

sub offence {
	my ($path, $line, $what) = @_;
	push @offences, [$path, $line, $what];
}

# Prints what was found and ends the lint.
sub finish {
	my ($name) = @_;
	for my $o (sort { $a->[0] cmp $b->[0] || $a->[1] <=> $b->[1] }
		@offences) {
		print "$o->[0]:$o->[1]: $o->[2]\n";
	}
	exit 1 if @offences;
	print "ok $name\n";
	exit 0;
}

1;
