#!/usr/bin/perl
# banned.pl - fails on calls we do not make, on mutable statics and globals,
# and on unfinished work.
#
#   banned.pl [root]
#
# A comment "lint: reason" on the line, or alone on the line above it, says
# why an offence is none.
use strict;
use warnings;
(my $shared = $0) =~ s{[^/]*$}{source.pl};
require($shared =~ m{^/} ? $shared : "./$shared");

my $root = @ARGV ? $ARGV[0] : '.';
my @code = ('common', 'proto', 'services');

# name => what to use instead
my %calls = (
	strcpy => 'str_copy', strcat => 'a struct buf',
	strncpy => 'str_copy', strncat => 'a struct buf',
	sprintf => 'snprintf or a struct buf', vsprintf => 'vsnprintf',
	gets => 'a bounded read', strtok => 'str_split',
	atoi => 'str_to_i64', atol => 'str_to_i64', atof => 'str_to_double',
	rand => 'ids_random', srand => 'ids_random',
	time => 'loop_now_ms or clock_unix_ms',
	localtime => 'clock_format_utc', gmtime => 'clock_format_utc',
	ctime => 'clock_format_utc', asctime => 'clock_format_utc',
	system => 'no shell', popen => 'no shell',
	tmpnam => 'mkstemp', mktemp => 'mkstemp', alloca => 'an arena',
);
my %allocations = map { $_ => 1 } qw(malloc calloc realloc reallocarray
	strdup strndup asprintf vasprintf);
my $unfinished = join '|', 'TO' . 'DO', 'FIX' . 'ME', 'X' . 'XX';

# Lines that a "lint: reason" comment frees.
sub freed {
	my ($text) = @_;
	my (%free, $number);

	for my $line (split /\n/, $text) {
		$number++;
		next unless $line =~ m{/[/*].*\blint:\s*\w+};
		$free{$number} = 1;
		$free{$number + 1} = 1 if $line =~ m{^\s*/[/*]};
	}
	return \%free;
}

sub check_calls {
	my ($path, $text, $free) = @_;

	while ($text =~ /(?<![\w.>])([a-z]+)\s*\(/g) {
		my $name = $1;
		my $line = line_at($text, $-[1]);
		next if $free->{$line};
		if (exists $calls{$name} && $path ne 'common/base/clock.c') {
			offence($path, $line,
				"$name() is banned: $calls{$name}");
		} elsif ($allocations{$name} && $path !~ m{^common/base/}) {
			offence($path, $line, "$name() is banned: an arena, " .
				"or xcalloc and kin");
		}
	}
}

# Type names that need no const: of functions, and of constants.
my %fixed_types;

# Is what this declaration declares constant? $d ends before = ; or {.
sub is_constant {
	my ($d) = @_;

	$d =~ s/\b(?:_Alignas|__attribute__)\s*(\((?:[^()]|(?1))*\))//g;
	return 1 if $d =~ /\binline\b/;
	return 1 if $d !~ /[*(]/ && grep { $fixed_types{$_} } $d =~ /\w+/g;
	# A pointer to function: what matters stands beside the star.
	return $1 =~ /\bconst\b/ if $d =~ /^[^(]*\(\s*\*([^()]*)\)\s*\(/;
	return 1 if $d =~ /\(/; # a function
	return $1 =~ /\bconst\b/ if $d =~ /\*([^*]*)$/s;
	return $d =~ /\bconst\b/;
}

sub note_types {
	my ($text) = @_;

	while ($text =~ /^typedef\b([^;{]*);/gm) {
		my $d = $1;
		next unless is_constant($d) && $d !~ /^[^(]*\(\s*\*/;
		$fixed_types{$1} = 1 if $d =~ /^[^(]*?(\w+)\s*(?:\(|\[[^]]*\]\s*$|$)/;
	}
}

sub check_statics {
	my ($path, $text, $free) = @_;

	while ($text =~ /^([ \t]*)static\b([^=;{]*)/gm) {
		my $declaration = $2;
		my $line = line_at($text, $-[0] + length $1);
		next if $declaration =~ /^\s*$/ || is_constant($declaration);
		# The reason may stand at the end of a longer declaration.
		my $end = line_at($text, $+[0]);
		next if grep { $free->{$_} } $line .. $end;
		offence($path, $line, 'mutable static');
	}
}

# Globals stand in the first column, outside of any brace.
sub check_globals {
	my ($path, $text, $free) = @_;

	while ($text =~ /^(?!static\b|typedef\b|return\b|else\b)
		((?:[A-Za-z_]\w*[\s*]+)+[A-Za-z_]\w*\s*(?:\[[^\]\n]*\]\s*)*)
		([=;])/gmx) {
		my ($declaration, $after) = ($1, $2);
		my $line = line_at($text, $-[0]);
		next if $after eq ';' &&
		    $declaration =~ /^(?:struct|enum|union)\s+\w+\s*$/;
		next if is_constant($declaration) || $free->{$line};
		offence($path, $line, 'mutable global');
	}
}

note_types(blanked(content("$root/$_")))
    for files($root, qr/\.[ch]$/, @code);
for my $path (files($root, qr/\.[ch]$/, @code)) {
	my $text = content("$root/$path");
	my $free = freed($text);
	my $bare = blanked($text);

	check_calls($path, $bare, $free);
	check_statics($path, $bare, $free);
	check_globals($path, $bare, $free);
}
for my $path (files($root, qr{\.(?:[ch]|sh|pl|mk|sql|js|mjs|css|py)$|/[^./]+$},
	@code, 'tests', 'deploy', 'infra')) {
	next if -B "$root/$path";
	my $number = 0;
	for my $line (split /\n/, content("$root/$path")) {
		$number++;
		offence($path, $number, "unfinished: $1")
		    if $line =~ /\b($unfinished)\b/;
	}
}
finish('banned');
