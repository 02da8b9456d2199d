// folium's popups ask jQuery to turn their markup into an element; this is all they need of it.

function $(markup) {
  const parsed = new DOMParser().parseFromString(String(markup), "text/html");
  return Array.from(parsed.body.children).map((node) => document.adoptNode(node));
}
