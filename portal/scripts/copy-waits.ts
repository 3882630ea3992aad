/** Looks whether a picture that has arrived was opened meanwhile. Without this the page is loaded anew by itself. */
import { standing } from './part-upload.ts'

const POLL_MS = 1000

for (const place of document.querySelectorAll<HTMLElement>('[data-copy-waits]')) void watch(place)

async function watch(place: HTMLElement): Promise<void> {
  const { address, page, copy }: { readonly address: string; readonly page: string; readonly copy: string } =
    JSON.parse(place.dataset.copyWaits ?? '{}')
  const line = {
    fetch: (to: string, init: RequestInit) => fetch(to, init),
    wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
    now: () => performance.now(),
  }
  for (;;) {
    await line.wait(POLL_MS)
    const stands = await standing({ address: `${address}/${copy}` }, line)
    if (stands === 'gone' || (stands !== 'cut' && stands.state !== 'making')) return location.replace(page)
  }
}
