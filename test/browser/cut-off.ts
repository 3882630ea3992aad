/** What does not fit on a page of the scanner. */
import type { Page } from 'playwright-core'

/** What is wider than its place, or lies beyond the edge of the page. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const nameOf = (one: Element) => `${one.localName}.${one.className}: ${one.textContent?.slice(0, 30)}`
    const shown = [...document.querySelectorAll('main:not([hidden]) *, .status *, .menu *')].filter(
      (one) => one.getClientRects().length > 0 && one.closest('.unseen, .scroll, .camera, svg') === null,
    )
    const beyond = shown.filter((one) => {
      const { left, right } = one.getBoundingClientRect()
      return left < -0.5 || right > innerWidth + 0.5
    })
    const narrow = shown.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
    const page = document.documentElement
    return [...(page.scrollWidth > innerWidth ? ['the page'] : []), ...beyond.map(nameOf), ...narrow.map(nameOf)]
  })
}
