/**
 * A page that waits for something - a bank's answer, an e-visa that is being made - asks by itself and tells what changed, where without
 * script a browser draws it anew.
 */

/** As long as somebody is likely to look at it; then less often. */
const LOOKED_AT_MS = 20 * 60_000
const LATER_MS = 60_000

const region = document.querySelector<HTMLElement>('[data-live]')
if (region !== null) askAgain(region, Date.now())

function askAgain(region: HTMLElement, since: number): void {
  const isLookedAt = Date.now() - since < LOOKED_AT_MS
  setTimeout(
    async () => {
      const goesOn = document.hidden || (await isUnderWay(region))
      if (goesOn) askAgain(region, since)
    },
    isLookedAt ? Number(region.dataset.live) * 1000 : LATER_MS,
  )
}

/** Shows what the page says now. False where it is over: the browser goes to where the page leads then. */
async function isUnderWay(region: HTMLElement): Promise<boolean> {
  try {
    const answer = await fetch(location.href, {
      headers: { 'evisa-by-itself': 'yes' },
      signal: AbortSignal.timeout(20_000),
    })
    if (!answer.ok && answer.status !== 401) return true
    const now = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]')
    if (answer.redirected || now === null) {
      location.replace(answer.url)
      return false
    }
    // What did not change is not read out again.
    if (plain(now) !== plain(region)) replaceAll(region, now)
    return true
  } catch (error) {
    // No network for now: it is asked again.
    if (error instanceof TypeError || error instanceof DOMException) return true
    throw error
  }
}

/** Shows what there is now; whoever was at a link there still is. */
function replaceAll(region: HTMLElement, now: Element): void {
  const at = region.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : null
  region.replaceChildren(...now.childNodes)
  const links = [...region.querySelectorAll('a')]
  links.find((link) => link.getAttribute('href') === at)?.focus()
}

function plain({ textContent }: Element): string {
  return (textContent ?? '').replace(/\s+/g, ' ')
}
