/** The script of the console's pages. */
import '../../../pages/scripts/live-page.ts'
import '../../../pages/scripts/site.ts'
import { startKeyForms } from './key-form.ts'

startKeyForms(document)
