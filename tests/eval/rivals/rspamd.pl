#!/usr/bin/perl
# rspamd.pl - what rspamd says of each mail, and what it learns.
#
#   rspamd.pl FOLDER < LIST
#
# A line of LIST is "spam PATH", "ham PATH" or "- PATH". Prints the score of
# each mail, in order; then has rspamd learn it as what its line says ("-": not
# at all; what rspamd declines to learn is counted on stderr). FOLDER takes its
# state and its Redis. Debian's configuration with one worker, and without all
# that asks the network; Bayes as it comes (it has a say after 200 ham and 200
# spam). Whatever happens, both servers are stopped at the end.
use strict;
use warnings;
use HTTP::Tiny;
use IO::Socket::INET;
use IO::Socket::UNIX;
use POSIX ();

my $START_SECONDS = 120;
my @NETWORK = qw(antivirus arc asn aws_s3 bimi clickhouse dcc dkim_signing
    elastic external_services fuzzy_check greylist history_redis
    metadata_exporter metric_exporter milter_headers mx_check neural p0f
    ratelimit rbl replies reputation rspamd_update spf dkim dmarc surbl
    url_redirector whitelist);
my @children;

# Processor seconds of all that was started here and of what that started.
sub cpu {
	my %tree = map { $_ => 1 } @children;
	my ($ticks, @stats) = (0);
	for my $path (sort glob '/proc/[0-9]*/stat') {
		open my $file, '<', $path or next;
		my $line = <$file> // next;
		push @stats, [$line =~ /^(\d+) .*\) \S (\d+) (?:\S+ ){9}(\d+) (\d+)/];
	}
	# A child's number is not always greater: twice finds grandchildren.
	for (1 .. 2) {
		$tree{$$_[0]} = 1 for grep { $tree{$$_[1]} } @stats;
	}
	$ticks += $$_[2] + $$_[3] for grep { $tree{$$_[0]} } @stats;
	return $ticks / POSIX::sysconf(POSIX::_SC_CLK_TCK());
}

sub stop {
	my @left = splice @children;
	kill 'TERM', $_ for reverse @left;
	waitpid $_, 0 for @left;
}
END { my $status = $?; stop(); $? = $status; }
$SIG{$_} = sub { exit 130 } for qw(INT TERM HUP);

sub free_port {
	my $s = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0,
		Listen => 1) or die "rspamd.pl: no free port: $!\n";
	return $s->sockport;
}

sub put {
	my ($path, $text) = @_;
	open my $file, '>', $path or die "rspamd.pl: $path: $!\n";
	print $file $text;
	close $file or die "rspamd.pl: $path: $!\n";
}

sub start {
	my ($log, @command) = @_;
	my $pid = fork // die "rspamd.pl: fork: $!\n";
	if ($pid == 0) {
		open STDIN, '<', '/dev/null';
		open STDOUT, '>', $log;
		open STDERR, '>&', \*STDOUT;
		exec @command;
		exit 127;
	}
	push @children, $pid;
}

sub wait_for {
	my ($what, $ready) = @_;
	for (1 .. 10 * $START_SECONDS) {
		return if $ready->();
		select undef, undef, undef, 0.1;
	}
	die "rspamd.pl: $what did not start in $START_SECONDS s\n";
}

sub configure {
	my ($folder, $normal, $control) = @_;
	mkdir "$folder/$_" for qw(etc etc/local.d etc/override.d db run log);
	my $local = "$folder/etc/local.d";
	put("$local/$_.conf", "enabled = false;\n") for @NETWORK;
	put("$local/redis.conf", "servers = \"$folder/redis.sock\";\n");
	put("$local/worker-normal.inc",
		"bind_socket = \"127.0.0.1:$normal\";\ncount = 1;\n");
	put("$local/worker-controller.inc",
		"bind_socket = \"127.0.0.1:$control\";\n"
		. "secure_ip = \"127.0.0.1\";\n");
	put("$local/worker-proxy.inc", "enabled = false;\n");
	put("$local/options.inc", "dns { nameserver = [\"127.0.0.1:9\"];"
		. " timeout = 0.01s; retransmits = 1; }\n"
		. "control_socket = \"$folder/run/control.sock mode=0600\";\n");
	put("$local/logging.inc", "level = \"warning\";\n");
	chmod 0777, $folder, map { "$folder/$_" } qw(db run log);
}

sub serve {
	my ($folder) = @_;
	my ($normal, $control) = (free_port(), free_port());
	configure($folder, $normal, $control);
	start("$folder/log/redis", 'redis-server', '--port', 0, '--unixsocket',
		"$folder/redis.sock", '--unixsocketperm', '777', '--save', '',
		'--dir', $folder);
	wait_for('redis-server', sub {
		IO::Socket::UNIX->new(Peer => "$folder/redis.sock") });
	start("$folder/log/start", 'rspamd', '-f', '-i', '-c',
		'/etc/rspamd/rspamd.conf', "--var=LOCAL_CONFDIR=$folder/etc",
		"--var=DBDIR=$folder/db", "--var=RUNDIR=$folder/run",
		"--var=LOGDIR=$folder/log");
	my $http = HTTP::Tiny->new(timeout => 60);
	wait_for('rspamd', sub {
		$http->get("http://127.0.0.1:$normal/ping")->{success}
		    && $http->get("http://127.0.0.1:$control/ping")->{success} });
	return ($http, $normal, $control);
}

my $folder = shift;
die "usage: rspamd.pl FOLDER < LIST\n" if !defined $folder;
if ($folder eq '--version') {
	exec 'rspamd', '--version';
}
my ($http, $normal, $control) = serve($folder);
my $declined = 0;
$| = 1;
my ($before, $n) = (cpu(), 0);
while (my $line = <STDIN>) {
	$n++;
	chomp $line;
	my ($label, $path) = split / /, $line, 2;
	open my $file, '<:raw', $path or die "$path: $!\n";
	my $raw = do { local $/; <$file> };
	close $file;
	my $answer = $http->post("http://127.0.0.1:$normal/checkv2",
		{content => $raw});
	die "rspamd.pl: $path: $answer->{status} $answer->{content}\n"
	    if !$answer->{success};
	die "rspamd.pl: $path: no score: $answer->{content}\n"
	    if $answer->{content} !~ /"score":(-?[0-9.]+(?:e-?\d+)?)/;
	print "$1\n";
	next if $label eq '-';
	$declined++ if !$http->post(
		"http://127.0.0.1:$control/learn$label",
		{content => $raw})->{success};
}
printf STDERR "rspamd and its Redis took %.3f s for %d messages\n",
    cpu() - $before, $n;
print STDERR "rspamd declined to learn $declined messages\n" if $declined;
