/**
 * Says that the browser is too old. It is written in the JavaScript of 2009 and stands alone, since it runs where the page's own
 * script cannot be read, or stops at the first thing that is missing. The versions that it asks for stand in the pages.
 */
if (
  !(
    window.Promise &&
    'withResolvers' in window.Promise &&
    window.AbortSignal &&
    'any' in window.AbortSignal &&
    'canParse' in window.URL
  )
) {
  // Without its place the page's own script draws nothing over it.
  document.body.removeChild(document.getElementById('app'))
  document.getElementById('too-old').removeAttribute('hidden')
}
