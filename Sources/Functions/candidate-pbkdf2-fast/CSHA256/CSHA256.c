// All of the module is in its header; a target needs one file to compile.
#include "CSHA256.h"
