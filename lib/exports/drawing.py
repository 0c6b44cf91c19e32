"""A program of its own: draws a chart, given as Vega-Lite on standard input, and writes it as PNG to standard output.

What draws it keeps what it has read for as long as it lives, names of a file among it; here it lives for one picture.
"""

import sys

import vl_convert

if __name__ == "__main__":
    drawn = sys.stdin.buffer.read().decode("utf-8")
    sys.stdout.buffer.write(vl_convert.vegalite_to_png(drawn, scale=int(sys.argv[1]), allowed_base_urls=[]))
