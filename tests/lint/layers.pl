#!/usr/bin/perl
# layers.pl - draws the include graph and fails on an edge that goes up or
# sideways, and on a foreign header outside the folder that wraps it.
#
#   layers.pl [root]         check
#   layers.pl --dot [root]   print the graph for Graphviz
use strict;
use warnings;
(my $shared = $0) =~ s{[^/]*$}{source.pl};
require($shared =~ m{^/} ? $shared : "./$shared");

# A folder may include lower layers and itself. A pattern ending in /* is one
# layer for all its folders; they never include each other.
my @layers = (
	['common/base'],
	['proto'],
	['common/loop', 'common/metrics', 'common/config'],
	['common/bus', 'common/pg', 'common/kv', 'common/http', 'common/gate'],
	['common/mail', 'common/pii', 'common/es', 'common/object',
		'common/oidc', 'common/regex', 'common/zip', 'common/zone'],
	['common/service'],
	['services/*'],
);

# A foreign header, and the folders that wrap it.
my @foreign = (
	# Only the other end of tests: docs/decisions/0020.
	[qr{^nng/}, 'tests'],
	[qr{^gumbo}, 'tests'],
	[qr{^(libpq|postgres|pg_)}, 'common/pg'],
	[qr{^hiredis/}, 'common/kv'],
	[qr{^curl/}, 'common/http', 'services/cli'],
	[qr{^zlib\.h}, 'common/http', 'common/zip'],
	[qr{^brotli/}, 'common/http'],
	[qr{^event2?[/.]}, 'common/loop', 'common/http', 'common/bus'],
	[qr{^cjson/}, 'proto'],
	[qr{^(sqlite3|zstd)}, 'services/search'],
	[qr{^unicode/}, 'services/embed'],
	[qr{^glib\.h}, 'common/mail', 'common/zone'],
	[qr{^(gmime|glib|gio|gobject)}, 'common/mail'],
	[qr{^pcre2}, 'common/regex'],
	[qr{^openssl/}, 'common/base', 'common/object', 'common/http',
		'common/oidc'],
	# Threads exist only inside foreign libraries; wake.c meets them.
	[qr{^(pthread|threads|stdatomic)\.h$}, 'common/loop'],
);

# The C library and the kernel: free for all.
my $system = qr{^(?:
	(?:sys|arpa|net|netinet|linux|asm)/[\w./]+
	| (?:assert|complex|ctype|dirent|dlfcn|elf|endian|errno|fcntl|fenv
	| float|fnmatch|fts|getopt|glob|grp|iconv|inttypes|iso646|langinfo
	| limits|link
	| locale|malloc|math|netdb|paths|poll|pwd|regex|sched|setjmp|signal
	| spawn|stdalign|stdarg|stdbool|stddef|stdint|stdio|stdlib
	| stdnoreturn|string|strings|sysexits|syslog|termios|time|uchar
	| ucontext|unistd|wchar|wctype
	| [a-z]{1,2}mmintrin|immintrin|x86intrin|cpuid|arm_neon)\.h
)$}x;

my $dot = @ARGV && $ARGV[0] eq '--dot' && shift @ARGV;
my $root = @ARGV ? $ARGV[0] : '.';
my %edges;

# The folder a path belongs to and its layer; nothing when it has none.
sub place {
	my ($path) = @_;

	for my $i (0 .. $#layers) {
		for my $pattern (@{$layers[$i]}) {
			if ($pattern =~ m{^(.*)/\*$}) {
				my $above = $1;
				return ("$above/$1", $i + 1)
				    if $path =~ m{^\Q$above\E/([^/]+)/};
			} elsif (index($path, "$pattern/") == 0) {
				return ($pattern, $i + 1);
			}
		}
	}
	return;
}

# Why folder $from (layer $low) may not include the header $to; '' if it may.
sub why_not {
	my ($from, $layer, $to) = @_;
	my ($folder, $other) = place($to);

	return "includes $to, which is in no layer" unless defined $folder;
	$edges{"$from -> $folder"}++ if $folder ne $from;
	if ($folder eq $from) {
		return '';
	} elsif ($other > $layer) {
		return "$from (layer $layer) includes $to: up, layer $other";
	} elsif ($other == $layer) {
		return "$from includes $to: sideways, both layer $layer";
	} elsif ($to =~ m{(?:^|[/_])(?:private|internal)\.h$}) {
		return "$from includes $to, which is private to $folder";
	}
	return '';
}

sub foreign_why_not {
	my ($from, $header) = @_;

	for my $rule (@foreign) {
		my ($pattern, @folders) = @$rule;
		next unless $header =~ $pattern;
		return '' if grep { $_ eq $from } @folders;
		return "<$header> belongs in " . join(' or ', @folders) .
		    ", not in $from";
	}
	return '' if $header =~ $system;
	return "<$header> is neither of the C library nor wrapped by a folder";
}

# Our headers are named from the root; one beside the file is found too.
sub check_include {
	my ($path, $line, $from, $layer, $kind, $header) = @_;
	my ($dir) = $path =~ m{^(.*)/};
	my $why;

	if ($kind eq '<') {
		$why = foreign_why_not($from, $header);
	} elsif ($header eq 'version.h') {
		$why = ''; # made by the build
	} elsif ($header !~ /\.\./ && -e "$root/$header") {
		$why = why_not($from, $layer, $header);
	} elsif ($header !~ /\.\./ && -e "$root/$dir/$header") {
		$why = "name it from the root: \"$dir/$header\"";
	} else {
		$why = foreign_why_not($from, $header);
		$why = "no such header: $header" if $why =~ /neither/;
	}
	offence($path, $line, $why) if $why ne '';
}

for my $path (files($root, qr/\.[ch]$/, 'common', 'proto', 'services')) {
	my ($from, $layer) = place($path);
	my $number = 0;

	if (!defined $from) {
		offence($path, 1, 'is in no layer: name its folder here');
		next;
	}
	for my $line (split /\n/, content("$root/$path")) {
		$number++;
		next unless $line =~ /^\s*#\s*include\s*(\S.*)/;
		my $what = $1;
		if ($what =~ /^(["<])([^">]+)[">]/) {
			check_include($path, $number, $from, $layer, $1, $2);
		} else {
			offence($path, $number,
				"cannot follow #include $what");
		}
	}
}

if ($dot) {
	print "digraph includes {\n";
	printf "\t\"%s\" -> \"%s\";\n", split / -> / for sort keys %edges;
	print "}\n";
	exit 0;
}
finish('layers');
