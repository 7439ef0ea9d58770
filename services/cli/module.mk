PROGRAMS += render_sample
render_sample_SRC := deploy/local/sample/render.c
