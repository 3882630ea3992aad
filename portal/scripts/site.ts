/** The script of the portal's pages. */
import '../../pages/scripts/site.ts'
import '../../pages/scripts/live-page.ts'
import { showWithChoices } from './shown-with.ts'

showWithChoices(document)
