/* webhook.h - the body of Alertmanager's webhook, payload version 4
 * (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config);
 * pure. What is not used is passed over, known or not: Grafana's webhook and
 * later versions say more. */
#ifndef ONCALL_ALERT_WEBHOOK_H
#define ONCALL_ALERT_WEBHOOK_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "services/oncall/alert/alert.h"

#define WEBHOOK_BYTES_MAX (1024 * 1024)
#define WEBHOOK_ALERTS_MAX 10000
#define WEBHOOK_LABELS_MAX 64  /* of an alert; further ones are left out */
#define WEBHOOK_NAME_MAX 128   /* bytes of a label's name, and of alertname */
#define WEBHOOK_VALUE_MAX 1024 /* bytes of a value; what is longer is cut */
#define WEBHOOK_TEXT_MAX 4096  /* bytes of an annotation; the same */
#define WEBHOOK_PRINT_MAX 128  /* bytes of a fingerprint */

struct webhook {
	struct alert *v; /* one a fingerprint and start, in that order */
	size_t n;
	int64_t truncated; /* that the sender left out for their number */
};

/* Reads the body into the arena. Alerts that are said twice are one, counted;
 * of firing and resolved the latter holds. Without a fingerprint one is made of
 * the labels. ERR_TOO_LARGE beyond bytes or alerts; ERR_INVALID naming the
 * field: no JSON, another version, no alerts, an alert without a name, status
 * or start. */
MUST_CHECK int webhook_read(
    struct arena *a, struct str body, struct webhook *hook_r, struct err *err);

#endif
