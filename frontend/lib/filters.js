// A list that htmx filters has its query in the address: that is what is saved, not what the page came with.

/** Takes the query of the address along when the filter is saved. */
export function withQuery(form) {
  form.addEventListener("submit", () => {
    form.elements.query.value = location.search.slice(1);
  });
}
