/** The script of the portal's pages. */
import '../../pages/scripts/site.ts'
