/** What every page of a face does with script: nothing that it cannot do without. */
import { Button, ErrorSummary, ServiceNavigation, SkipLink } from 'govuk-frontend'
import { leaveAnswers } from './answered-form.ts'

/** Starts a component on each of its elements; a browser that is too old for it goes on without. */
for (const Component of [Button, ErrorSummary, ServiceNavigation, SkipLink]) {
  for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
    try {
      new Component(element)
    } catch (error) {
      console.warn(error)
    }
  }
}

leaveAnswers(document)
