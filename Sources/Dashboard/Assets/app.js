// Enhancement only: every figure, link and form is in the page already. No dependency, no eval, no inline handler.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector)
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)]

  // What is wrong with a form is read out and stands first.
  $('[data-focus]')?.focus()

  // A form is sent once; the server makes sure of it too. Coming back to the page lets it be sent again.
  for (const form of $$('form[data-once]')) {
    form.addEventListener('submit', event => {
      if (form.dataset.sent) return event.preventDefault()
      form.dataset.sent = 'yes'
      $$('button', form).forEach(button => button.setAttribute('aria-disabled', 'true'))
    })
    addEventListener('pageshow', () => {
      delete form.dataset.sent
      $$('button', form).forEach(button => button.removeAttribute('aria-disabled'))
    })
  }

  // Charts: the table beside a chart holds its figures, so what a month says is read from there.
  const tip = document.createElement('div')
  tip.className = 'tip'
  tip.hidden = true
  tip.setAttribute('aria-hidden', 'true')
  document.body.append(tip)

  const show = (nodes, x, y) => {
    tip.replaceChildren(...nodes)
    tip.hidden = false
    const box = tip.getBoundingClientRect()
    let left = x + 14
    if (left + box.width > innerWidth - 8) left = x - box.width - 14
    const top = Math.min(Math.max(8, y - box.height / 2), innerHeight - box.height - 8)
    tip.style.translate = `${Math.max(8, left)}px ${top}px`
  }

  const element = (name, text, ...children) => {
    const made = document.createElement(name)
    if (text) made.append(text)
    made.append(...children)
    return made
  }

  for (const plot of $$('[data-chart]')) {
    const table = document.getElementById(plot.dataset.table)
    const links = $$('.hits .month', plot)
    const heads = $$('thead th', table).slice(1)
    // The table begins with the newest month, the chart with the oldest.
    const rows = $$('tbody tr', table).reverse()
    const count = links.length
    const band = document.createElement('i')
    band.className = 'band'
    band.hidden = true
    plot.append(band)

    const clamp = place => Math.max(0, Math.min(count - 1, place))
    const at = x => {
      const box = plot.getBoundingClientRect()
      return clamp(Math.floor((x - box.left) / box.width * count))
    }
    const told = place => {
      const list = document.createElement('dl')
      heads.forEach((head, column) => {
        const swatch = document.createElement('i')
        if (head.dataset.s) swatch.className = `sw s-${head.dataset.s}`
        list.append(element('dt', '', swatch, head.textContent), element('dd', rows[place].cells[column + 1].textContent))
      })
      return [element('b', rows[place].cells[0].textContent), list]
    }
    const mark = place => {
      band.hidden = false
      band.style.left = `${100 * place / count}%`
      band.style.width = `${100 / count}%`
    }
    const hide = () => {
      band.hidden = true
      tip.hidden = true
    }

    plot.addEventListener('pointermove', event => {
      if (event.pointerType === 'touch') return
      const place = at(event.clientX)
      mark(place)
      show(told(place), event.clientX, event.clientY)
    })
    plot.addEventListener('pointerleave', hide)
    // By touch the first tap reads a month, the second opens its rows.
    let touched = -1
    plot.addEventListener('click', event => {
      if (event.pointerType !== 'touch') return
      const place = at(event.clientX)
      if (touched === place) return
      event.preventDefault()
      touched = place
      mark(place)
      show(told(place), event.clientX, event.clientY)
    })

    // One tab stop for a chart; arrows, Home and End walk the months, Escape puts the box away.
    const stop = place => links.forEach((link, index) => { link.tabIndex = index === place ? 0 : -1 })
    const go = place => {
      mark(place)
      const box = plot.getBoundingClientRect()
      show(told(place), box.left + box.width * (place + .5) / count, box.top + box.height / 3)
    }
    stop(count - 1)
    plot.addEventListener('keydown', event => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -count, End: count }[event.key]
      if (event.key === 'Escape') hide()
      if (!step) return
      event.preventDefault()
      const place = clamp(links.indexOf(document.activeElement) + step)
      stop(place)
      links[place].focus({ preventScroll: true })
    })
    plot.addEventListener('focusin', event => {
      const place = links.indexOf(event.target)
      if (place >= 0 && event.target.matches(':focus-visible')) go(place)
    })
    plot.addEventListener('focusout', hide)
  }
})()
