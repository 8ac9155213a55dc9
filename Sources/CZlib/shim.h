// zlib's inflateInit2 is a macro, which Swift does not import; these two functions stand in for it.
#include <zlib.h>

/// Starts a raw deflate stream, as zip entries hold it: no zlib header, no checksum of its own.
static inline int understudy_inflate_start(z_stream *stream) {
    return inflateInit2(stream, -MAX_WBITS);
}
