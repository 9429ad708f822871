import { createRoot } from 'react-dom/client'
import { Shop } from './shop.tsx'

createRoot(document.querySelector('#shop') as HTMLElement).render(<Shop />)
