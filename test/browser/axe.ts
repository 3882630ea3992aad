/** What axe-core finds against WCAG 2.2 AA on a page as it stands. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}
declare const axe: { run(options: unknown): Promise<AxeResults> }

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** `rule: the element`, for each violation. */
export function axeFindings(page: Page): Promise<readonly string[]> {
  return findingsOf(page, { type: 'tag', values: TAGS })
}

const THEMES = {
  dark: { colorScheme: 'dark', contrast: null },
  'more contrast': { colorScheme: 'light', contrast: 'more' },
  'dark, more contrast': { colorScheme: 'dark', contrast: 'more' },
} as const

/** `theme: rule: the element`: whether all can be read in each theme but the one that the page is in. Themes differ in colours alone. */
export async function themeFindings(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const [theme, media] of Object.entries(THEMES)) {
    await page.emulateMedia(media)
    const findings = await findingsOf(page, { type: 'rule', values: ['color-contrast'] })
    found.push(...findings.map((finding) => `${theme}: ${finding}`))
  }
  await page.emulateMedia({ colorScheme: null, contrast: null })
  return found
}

async function findingsOf(page: Page, runOnly: object): Promise<readonly string[]> {
  // The page's policy forbids a script element.
  await page.evaluate(source)
  const { violations } = await page.evaluate((only) => axe.run({ runOnly: only, resultTypes: ['violations'] }), runOnly)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}
