#!/usr/bin/perl
# liar.pl - answers on a bus socket, and lies.
#
#	liar.pl SOCKET LIE
#
# It greets as a server of the bus does, then, to each message:
#	noise      sends bytes without any form
#	endless    says that a message of 2^60 bytes follows
#	huge       says that one of a gigabyte follows, and sends zeros
#	echo       sends the message back: a call where an answer belongs
#	short      sends half of the message back
#	empty      answers with the request's number and nothing else
#	hangup     closes
# LIE "stranger" greets in another protocol; "mute" does not greet.
use strict;
use warnings;
use IO::Select;
use IO::Socket::UNIX;
use Socket;

my ($path, $lie) = @ARGV;
$SIG{PIPE} = 'IGNORE';
unlink $path;
my $listener = IO::Socket::UNIX->new(Local => $path, Listen => 16)
    or die "$path: $!";
my $all = IO::Select->new($listener);
my (%read, %greeted);
$| = 1;
print "listening\n";

sub drop {
	my $conn = shift;
	$all->remove($conn);
	delete $read{$conn};
	delete $greeted{$conn};
	close $conn;
}

# What is sent to a message; undef: hang up. Over ipc a message is a byte 1,
# its length as eight bytes, the request's number as four, and the rest.
sub answer {
	my $message = shift;
	return join '', map { chr int rand 256 } 1 .. 200 if $lie eq 'noise';
	return pack 'CQ>', 1, 1 << 60                     if $lie eq 'endless';
	return pack('CQ>', 1, 1 << 30) . "\0" x 65536     if $lie eq 'huge';
	return pack('CQ>', 1, length $message) . $message if $lie eq 'echo';
	return pack('CQ>', 1, 4) . substr $message, 0, 4  if $lie eq 'empty';
	if ($lie eq 'short') {
		my $half = substr $message, 0, length($message) / 2;
		return pack('CQ>', 1, length $half) . $half;
	}
	return undef;
}

# Returns false when the connection is to end.
sub talk {
	my $conn = shift;
	my $in = \$read{$conn};
	if (!$greeted{$conn} && length $$in >= 8) {
		substr $$in, 0, 8, '';
		$greeted{$conn} = 1;
	}
	while ($greeted{$conn} && length $$in >= 9) {
		my (undef, $bytes) = unpack 'CQ>', $$in;
		last if length $$in < 9 + $bytes;
		my $answer = answer(substr $$in, 9, $bytes);
		substr $$in, 0, 9 + $bytes, '';
		return 0 if !defined $answer;
		syswrite $conn, $answer;
	}
	return 1;
}

while (1) {
	for my $ready ($all->can_read) {
		if ($ready == $listener) {
			my $conn = $listener->accept or next;
			$all->add($conn);
			$read{$conn} = '';
			my $protocol = $lie eq 'stranger' ? 0x10 : 0x31;
			syswrite $conn, pack 'C a2 C n n', 0, 'SP', 0,
			    $protocol, 0
			    if $lie ne 'mute';
			next;
		}
		my $n = sysread $ready, $read{$ready}, 65536,
		    length $read{$ready};
		drop($ready) if !$n || !talk($ready);
	}
}
