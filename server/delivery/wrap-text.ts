/** Lines of a text that are short enough to be read wherever they are shown as they came. Pure. */

// RFC 5322 advises 78 at most; a reply puts two more before each.
const WIDTH = 72

/** Breaks at spaces alone; a word that is longer, such as the address of a page, stays whole. */
export function wrapText(text: string, width = WIDTH): string {
  return text
    .split(/\r?\n/)
    .map((line) => wrapLine(line, width))
    .join('\r\n')
}

function wrapLine(line: string, width: number): string {
  const lines: string[] = []
  let last = ''
  for (const word of line.split(' ')) {
    const longer = last === '' ? word : `${last} ${word}`
    if (last !== '' && longer.length > width) {
      lines.push(last)
      last = word
    } else last = longer
  }
  return [...lines, last].join('\r\n')
}
