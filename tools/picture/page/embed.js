import { attribute, escape, time } from './html.js'
import { html, plain } from './markdown.js'

// embed returns the HTML of one embed. Pictures are named, not fetched.
export function embed(e, names) {
  const colour = '#' + (e.color ?? 0x4e5058).toString(16).padStart(6, '0')
  const attributes = attribute('color', colour) +
    (e.title ? attribute('embed-title', plain(e.title, names)) : '') + (e.url ? attribute('url', e.url) : '') +
    (e.author?.name ? attribute('author-name', e.author.name) : '') + (e.author?.url ? attribute('author-url', e.author.url) : '')
  const picture = e.image?.url ?? e.thumbnail?.url
  const description = (e.description ? `<div class="md">${html(e.description, names)}</div>` : '') +
    (picture ? `<div class="not-drawn">picture: ${escape(picture)}</div>` : '')
  return `<discord-embed slot="embeds"${attributes}>` +
    (description ? `<discord-embed-description slot="description">${description}</discord-embed-description>` : '') +
    fields(e.fields ?? [], names) + footer(e) + '</discord-embed>'
}

// fields puts up to three inline fields beside one another, as Discord does.
function fields(all, names) {
  if (all.length === 0) return ''
  let column = 0
  const drawn = all.map((f) => {
    column = f.inline ? (column % 3) + 1 : 0
    const at = f.inline ? ' inline' + attribute('inline-index', column) : ''
    return `<discord-embed-field${attribute('field-title', plain(f.name ?? '', names))}${at}><div class="md">${html(f.value ?? '', names)}</div></discord-embed-field>`
  })
  return `<discord-embed-fields slot="fields">${drawn.join('')}</discord-embed-fields>`
}

function footer(e) {
  if (!e.footer?.text && !e.timestamp) return ''
  const at = e.timestamp ? attribute('timestamp', time(e.timestamp)) : ''
  return `<discord-embed-footer slot="footer"${at}>${escape(e.footer?.text ?? '')}</discord-embed-footer>`
}
