// Documents that travel with a model.
export { renderCard } from './card.js'
export { renderJunit } from './junit.js'
