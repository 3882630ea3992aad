import { existsSync, globSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import t from 'tap'
import { PAGES, PROJECT } from './pages.ts'

/** The anchor that a heading gets: its words in lower case, with hyphens. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  )
}

t.test('every link to a page, and to a place in it, leads somewhere', (t) => {
  for (const { path, text } of PAGES) {
    for (const [, link = ''] of text.matchAll(/(?:\]\(|src=")(?!https?:|mailto:)([^)"\s]+)[)"]/g)) {
      const [file = '', place] = link.split('#')
      const target = file === '' ? path : join(dirname(path), file)
      t.ok(existsSync(join(PROJECT, target)), `${path}: ${link}`)
      const named = PAGES.find((page) => page.path === target)
      if (place !== undefined) t.ok(named !== undefined && anchorsOf(named.text).includes(place), `${path}: ${link}`)
    }
  }
  t.end()
})

t.test('every file and folder of the project that is named exists', (t) => {
  const files = globSync('{evisa,keys,server,desk,scanner-client,platform,fixtures,examples,test,bench,.ci}/**/*', {
    cwd: PROJECT,
    exclude: (name) => name === 'dist',
  })
  const room = /^(evisa|keys|server|desk|scanner-client|platform|fixtures|examples|test|bench|docs|\.ci)\//
  for (const { path, text } of PAGES) {
    for (const [, named = ''] of text.matchAll(/`([\w./-]+)`/g)) {
      // A reason such as `evisa/none-given` has neither an ending nor a slash at its end; a bare name is any file's of that name.
      if (room.test(named) && /\.\w+$|\/$/.test(named)) t.ok(existsSync(resolve(PROJECT, named)), `${path}: ${named}`)
      else if (/^[\w-]+\.tsx?$/.test(named))
        t.ok(
          files.some((file) => file.endsWith(`/${named}`)),
          `${path}: ${named}`,
        )
    }
  }
  t.end()
})
