#!/usr/bin/perl
# spamassassin.pl - what SpamAssassin says of each mail, and what it learns.
#
#   spamassassin.pl FOLDER < LIST
#
# A line of LIST is "spam PATH", "ham PATH" or "- PATH". Prints the score of
# each mail, in order; then learns it as what its line says ("-": not at all).
# FOLDER takes its state. Debian's rules, local tests only, Bayes as it comes
# (it has a say after 200 ham and 200 spam), nothing learnt by itself.
use strict;
use warnings;
use Mail::SpamAssassin;

my $folder = shift;
die "usage: spamassassin.pl FOLDER < LIST\n" if !defined $folder;
if ($folder eq '--version') {
	print "SpamAssassin ", Mail::SpamAssassin::Version(), "\n";
	exit 0;
}
my $filter = Mail::SpamAssassin->new({
	local_tests_only => 1,
	dont_copy_prefs  => 1,
	userprefs_filename => '/dev/null',
	userstate_dir    => $folder,
	post_config_text => "bayes_path $folder/bayes\nbayes_auto_learn 0\n"
	    . "use_txrep 0\nuse_auto_whitelist 0\nbayes_auto_expire 0\n",
});
$filter->compile_now(0);
$| = 1;
while (my $line = <STDIN>) {
	chomp $line;
	my ($label, $path) = split / /, $line, 2;
	open my $file, '<:raw', $path or die "$path: $!\n";
	my $raw = do { local $/; <$file> };
	close $file;
	my $mail = $filter->parse($raw, 1);
	my $verdict = $filter->check($mail);
	print $verdict->get_score(), "\n";
	$verdict->finish();
	if ($label ne '-') {
		my $lesson = $filter->learn($mail, undef,
			$label eq 'spam' ? 1 : 0, 0);
		$lesson->finish();
	}
	$mail->finish();
}
