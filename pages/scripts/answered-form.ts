/**
 * What a form was answered with - its faults, the page of the code - stands in a browser's history as a form that was sent: who comes back
 * there later is asked whether to send it again. Once one went on from it, that place is the page of the same address instead.
 */

/** For pages that say of themselves that they answer a form. Loaded anew before one goes on they still are what they were. */
export function leaveAnswers(page: Document): void {
  if (page.body.dataset.answer === undefined) return
  const forget = () => history.replaceState(null, '', location.href)
  page.addEventListener('submit', forget)
  page.addEventListener('click', ({ target, ctrlKey, metaKey, shiftKey }) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null
    const isElsewhere = ctrlKey || metaKey || shiftKey || link?.target === '_blank' || link?.hash !== ''
    if (link !== null && !isElsewhere) forget()
  })
}
