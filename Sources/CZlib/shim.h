// zlib's inflateInit2 and deflateInit2 are macros, which Swift does not import; these functions stand in for them.
#include <zlib.h>

/// Starts a raw deflate stream, as zip entries hold it: no zlib header, no checksum of its own.
static inline int understudy_inflate_start(z_stream *stream) {
    return inflateInit2(stream, -MAX_WBITS);
}

/// Starts a gzip stream (RFC 1952) that would rather be fast than small.
static inline int understudy_gzip_start(z_stream *stream) {
    return deflateInit2(stream, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
}
