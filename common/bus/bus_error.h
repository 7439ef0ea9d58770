/* bus_error.h - an error as the JSON body of an answer, and back. */
#ifndef BUS_BUS_ERROR_H
#define BUS_BUS_ERROR_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"

/* Enough for any error with every byte escaped. */
#define BUS_ERROR_BYTES 4096

/* {"code":"NOT_FOUND","field":"","text":"no such mail"} */
void bus_error_write(struct buf *out, const struct err *err);
/* The code is the envelope's; field and text come from json when it is such
 * a body, else the text is the code's title. */
void bus_error_read(
    struct arena *a, enum err_code code, struct str json, struct err *err_r);

#endif
