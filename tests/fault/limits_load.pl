#!/usr/bin/perl
# limits_load.pl - clients of several gateways, and the exact observer.
#
#   limits_load.pl load SECONDS TOKEN PORT...   two clients a port, as fast as
#       they are answered; a line an answer: sent, received (us), status, port
#   limits_load.pl check PER_MINUTE BURST FILE  prints how many were admitted
#       and by how many cells the worst interval was too much (0: none)
#
# What was sent after s and answered before t was admitted within [s, t], so
# there may be at most burst + rate * (t - s) of it, for every s and t.
use strict;
use warnings;
use IO::Socket::INET;
use Time::HiRes qw(clock_gettime sleep CLOCK_MONOTONIC);

sub now_us {
	return int(clock_gettime(CLOCK_MONOTONIC) * 1e6);
}

sub answer { # socket: the status, or nothing
	my ($socket) = @_;
	my $head = '';

	while ($head !~ /\r\n\r\n/) {
		my $line = <$socket>;
		return undef unless defined $line;
		$head .= $line;
	}
	my ($status) = $head =~ m{^HTTP/1\.1 (\d+)};
	my ($length) = $head =~ /^Content-Length: (\d+)/mi;
	my $got = 0;
	while ($got < ($length // 0)) {
		my $n = read($socket, my $part, $length - $got);
		return undef unless $n;
		$got += $n;
	}
	return $status;
}

sub client {
	my ($end_us, $token, $port) = @_;
	my $socket;

	while (now_us() < $end_us) {
		$socket //= IO::Socket::INET->new(
			PeerAddr => "127.0.0.1:$port", Timeout => 1);
		if (!$socket) {
			sleep 0.05;
			next;
		}
		my $sent = now_us();
		my $status;
		$status = answer($socket)
			if print $socket "GET /api/flags HTTP/1.1\r\n"
				. "Host: gateway\r\n"
				. "Authorization: Bearer $token\r\n\r\n"
			and $socket->flush;
		if (!defined $status) {
			undef $socket;
			next;
		}
		# Whole lines: other clients write to the same file.
		syswrite STDOUT,
			join(' ', $sent, now_us(), $status, $port) . "\n";
		sleep 0.002;
	}
}

sub load {
	my ($seconds, $token, @ports) = @_;
	my $end_us = now_us() + $seconds * 1000000;

	$SIG{PIPE} = 'IGNORE';
	for my $port (@ports, @ports) {
		next if fork();
		client($end_us, $token, $port);
		exit 0;
	}
	1 while wait() > 0;
}

sub check {
	my ($per_minute, $burst, $file) = @_;
	my ($per_us, $worst, @admitted) = ($per_minute / 60e6, 0);

	open my $in, '<', $file or die "$file: $!\n";
	while (<$in>) {
		my ($sent, $received, $status) = split;
		push @admitted, [$sent, $received] if $status == 200;
	}
	my @by_end = sort { $a->[1] <=> $b->[1] } @admitted;
	for my $first (@admitted) {
		my ($from, $n) = ($first->[0], 0);
		for my $one (@by_end) {
			next if $one->[0] < $from;
			my $over = ++$n - $burst
				- ($one->[1] - $from) * $per_us;
			$worst = $over if $over > $worst;
		}
	}
	printf "%d %d\n", scalar @admitted, $worst + ($worst > int $worst);
}

my $what = shift // '';
if ($what eq 'load' && @ARGV >= 3) {
	load(@ARGV);
} elsif ($what eq 'check' && @ARGV == 3) {
	check(@ARGV);
} else {
	die "usage: limits_load.pl load|check ...\n";
}
