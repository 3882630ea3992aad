/** A question that is only asked where another one is answered so: hidden until then. Without script it is simply there. */

/** Shows each `data-shown-with="yes"` of a form while one of the form's choices is `yes`, or while something stands in it. */
export function showWithChoices(page: Document): void {
  for (const part of page.querySelectorAll<HTMLElement>('[data-shown-with]')) {
    const form = part.closest('form')
    const show = () => {
      part.hidden = !isChosen(form, part.dataset.shownWith ?? '') && !isFilled(part)
    }
    // Only when a choice was made: a page that moves while somebody leaves a text makes them press beside the button.
    form?.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === 'radio') show()
    })
    show()
  }
}

function isChosen(form: HTMLFormElement | null, value: string): boolean {
  const chosen = form?.querySelectorAll<HTMLInputElement>('input[type=radio]:checked') ?? []
  return [...chosen].some((one) => one.value === value)
}

/** What somebody typed is never hidden from them. */
function isFilled(part: HTMLElement): boolean {
  return [...part.querySelectorAll('textarea')].some((field) => field.value.trim() !== '')
}
