// What every page may use. A page works without it.

import htmx from "htmx.org";

window.htmx = htmx;
