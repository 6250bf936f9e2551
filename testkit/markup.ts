/**
 * What a browser would take for markup, in order: every angle bracket and every quote that ours has. Two pages of one make differ in it only
 * where a text got out of its place.
 */
export function markupOf(html: string): string {
  return html.replace(/[^<>"']/gu, "");
}
