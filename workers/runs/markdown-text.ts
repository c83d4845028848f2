/** A name as one line of text in Markdown: signs that it or HTML would read are escaped (CommonMark, 2.4). */
export function markdownText(name: string): string {
  return name.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>&!|~#]/g, '\\$&');
}
