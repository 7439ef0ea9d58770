/* certificates.h - whose certificates are looked at. */
#ifndef UPKEEP_CERTIFICATES_H
#define UPKEEP_CERTIFICATES_H

#include "services/oncall/oncall.h"

/* APPLYLENS_CERTIFICATES: URLs with https, by commas, at most 20. */
void certificates_check(
    const struct oncall_options *o, struct config_errors *errors);

#endif
