/* triage_eval.c - how well inbox.triage judges, on data that it was not
 * trained on. triage.sh prepares the data and the rival's scores.
 *
 *	triage-eval dump CORPUS-DIR OUT-DIR
 *	triage-eval spam CORPUS-DIR RIVAL-SCORES-OR--
 *	triage-eval made TRAINING-DIR
 *	triage-eval frozen-text DIR
 *	triage-eval frozen SET DIR TRAINING-DIR FASTTEXT-LABELS-OR--
 *	triage-eval sample MBOX EXPECTED.TSV
 *	triage-eval phishing EML-DIR MBOX EXPECTED.TSV CORPUS-DIR RIVAL-OR--
 */
#include "common/base/die.h"
#include "common/mail/message.h"
#include "tests/eval/triage_eval.h"
#include <stdio.h>

int main(int argc, char **argv)
{
	int rc = EX_USAGE;

	mail_init();
	if (argc == 4 && streq(argv[1], "dump"))
		rc = eval_dump(argv[2], argv[3]);
	else if (argc == 4 && streq(argv[1], "spam"))
		rc = eval_spam(argv[2], argv[3]);
	else if (argc == 3 && streq(argv[1], "made"))
		rc = eval_made(argv[2]);
	else if (argc == 3 && streq(argv[1], "frozen-text"))
		rc = eval_frozen_text(argv[2]);
	else if (argc == 6 && streq(argv[1], "frozen"))
		rc = eval_frozen(argv[2], argv[3], argv[4], argv[5]);
	else if (argc == 4 && streq(argv[1], "sample"))
		rc = eval_sample(argv[2], argv[3]);
	else if (argc == 7 && streq(argv[1], "phishing"))
		rc = eval_phishing(argv[2], argv[3], argv[4], argv[5], argv[6]);
	else
		fprintf(stderr, "usage: see tests/eval/triage\n");
	mail_deinit();
	return rc;
}
