/* reports.h - what analytics.insights can tell. */
#ifndef ANALYTICS_REPORTS_H
#define ANALYTICS_REPORTS_H

#include "common/service/report.h"

extern const struct service_report analytics_reports[];
extern const size_t analytics_n_reports;

#endif
