/** The script of the console's pages. */
import '../../../pages/scripts/site.ts'
import { startKeyForms } from './key-form.ts'

startKeyForms(document)
