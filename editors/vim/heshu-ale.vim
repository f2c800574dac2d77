" heshu (核数) with ALE 3.1 or later: source this from your vimrc, after ALE is on the 'runtimepath'.
" ALE starts linters by file type. Vim has one for plain text ("text"), set for *.txt.

let g:heshu_program = get(g:, 'heshu_program', 'heshu')

function! HeshuRoot(buffer) abort
  let l:settings = findfile('heshu.toml', expand('#' . a:buffer . ':p:h') . ';')
  return empty(l:settings) ? expand('#' . a:buffer . ':p:h') : fnamemodify(l:settings, ':p:h')
endfunction

for s:type in ['text', 'markdown']
  call ale#linter#Define(s:type, {
  \   'name': 'heshu',
  \   'lsp': 'stdio',
  \   'executable': {buffer -> g:heshu_program},
  \   'command': '%e lsp',
  \   'language': s:type is# 'text' ? 'plaintext' : 'markdown',
  \   'project_root': function('HeshuRoot'),
  \   'lsp_config': {buffer -> {'heshu': get(g:, 'heshu_settings', {})}},
  \})
endfor
