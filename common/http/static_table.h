/* static_table.h - the table that static_load.c makes and http_static.c asks. */
#ifndef HTTP_STATIC_TABLE_H
#define HTTP_STATIC_TABLE_H

#include "common/http/http_static.h"

struct http_files {
	struct http_file *v; /* by path */
	size_t n;
	size_t bytes; /* of all files as they are */
};

#endif
