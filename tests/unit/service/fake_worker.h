/* fake_worker.h - a worker that behaves as its settings file says. */
#ifndef TESTS_FAKE_WORKER_H
#define TESTS_FAKE_WORKER_H

#include "common/base/base.h"

/* If argv says --worker: is one, and does not return. The first word of the
 * settings: good, slow (waits to be ready until asked to serve), waits (never
 * ready, says why), hangs (says nothing), dies, refuses (exit code 78 and why),
 * lies (nonsense), old (another version), eager (ready before hello), mute
 * (closes its channel and lives on), stays (does not leave), deaf (neither
 * leaves nor drains), late (dies once it serves). */
void fake_worker(int argc, char **argv);

#endif
