// What every page may use. Every page can be read and its forms sent without it.

import htmx from "htmx.org";
import { countable } from "./lib/bulk.js";
import { searchable } from "./lib/choices.js";
import { withCalendar } from "./lib/days.js";
import { each } from "./lib/dom.js";
import { withQuery } from "./lib/filters.js";
import { confirmForms, guardForms } from "./lib/forms.js";
import { listen } from "./lib/keys.js";
import { closeMenus } from "./lib/menus.js";
import { closable, watchAnswers } from "./lib/messages.js";
import { walkable } from "./lib/offers.js";
import { showChosen } from "./lib/uploads.js";

window.htmx = htmx;

confirmForms();
guardForms();
watchAnswers();
closeMenus();
listen();
each("[data-message]", closable);
each("input[data-day]", withCalendar);
each("[data-choices]", searchable);
each("input[type=file]", showChosen);
each("form[data-bulk]", countable);
each("form[data-offers]", walkable);
each("form[data-saves-query]", withQuery);
each("form[data-draft]");
each("form[data-autosubmit]", (form) => form.requestSubmit());
