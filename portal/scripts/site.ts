/** The script of the portal's pages. */
import '../../pages/scripts/site.ts'
import { showWithChoices } from './shown-with.ts'

showWithChoices(document)
