#!/usr/bin/perl
# sizes.pl - fails on files, functions and lines that are too long.
#
#   sizes.pl [root]
#
# A function is what opens with a brace in the first column; it counts from
# the line with its name to its closing brace. A table (*.def.h) is as wide as
# it needs, and no longer than another file.
use strict;
use warnings;
(my $shared = $0) =~ s{[^/]*$}{source.pl};
require($shared =~ m{^/} ? $shared : "./$shared");

my $file_lines = 400;
my $header_lines = 120;
my $function_lines = 80;
my $columns = 100; # 80 is the aim, and clang-format's
my $root = @ARGV ? $ARGV[0] : '.';

sub width {
	my ($line) = @_;
	my $width = 0;

	utf8::decode($line);
	for my $c (split //, $line) {
		$width += $c eq "\t" ? 8 - $width % 8 : 1;
	}
	return $width;
}

# From the brace back to the line that names the function.
sub name_line {
	my ($lines, $brace) = @_;
	my $first = $brace;

	while ($first > 0 && $lines->[$first - 1] =~ /\S/ &&
		$lines->[$first - 1] !~ /^[}#]|;\s*$/) {
		$first--;
	}
	for my $i ($first .. $brace) {
		return ($i, $1) if $lines->[$i] =~ /([A-Za-z_]\w*)\s*\(/ &&
		    $1 ne '__attribute__';
	}
	return ($brace, '(unnamed)');
}

sub check_functions {
	my ($path, $text) = @_;
	my @lines = blanked($text) =~ /^.*$/mg;
	my $brace;

	for my $i (0 .. $#lines) {
		$brace = $i if $lines[$i] =~ /^\{/;
		next unless defined $brace && $lines[$i] =~ /^\}/;
		my ($from, $name) = name_line(\@lines, $brace);
		my $n = $i - $from + 1;
		offence($path, $from + 1, "$name is $n lines, " .
			"$function_lines at most") if $n > $function_lines;
		undef $brace;
	}
}

for my $path (files($root, qr/\.[ch]$/, 'common', 'proto', 'services',
	'tests')) {
	my $is_table = $path =~ /\.def\.h$/;
	my $text = content("$root/$path");
	my @lines = $text =~ /^.*$/mg;
	my $most = $path =~ /\.h$/ && !$is_table ? $header_lines : $file_lines;

	offence($path, $most + 1, 'is ' . @lines . " lines, $most at most")
	    if @lines > $most;
	next if $is_table;
	for my $i (0 .. $#lines) {
		next if length($lines[$i]) <= $columns / 8;
		my $width = width($lines[$i]);
		offence($path, $i + 1, "is $width columns, $columns at most")
		    if $width > $columns;
	}
	check_functions($path, $text);
}
finish('sizes');
