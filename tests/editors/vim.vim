" Opens an article in a real Vim with ALE and the configuration that ships.
" Run by tests/editors/run.sh: vim -Nu NONE -es -S tests/editors/vim.vim, with HESHU_ROOT, HESHU_SERVER and HESHU_ALE (ALE's folder).
set nocompatible encoding=utf-8 noswapfile
let s:failed = 0
let s:out = []

function! s:check(what, holds) abort
  call add(s:out, (a:holds ? 'ok    ' : 'FAIL  ') . a:what)
  if !a:holds
    let s:failed = 1
  endif
endfunction

function! s:wait(holds) abort
  for l:i in range(500)
    if a:holds()
      return 1
    endif
    sleep 20m
  endfor
  return 0
endfunction

let &runtimepath .= ',' . $HESHU_ALE
filetype plugin on
runtime plugin/ale.vim
let g:ale_linters = {'text': ['heshu'], 'markdown': ['heshu']}
let g:heshu_program = $HESHU_SERVER
execute 'source' $HESHU_ROOT . '/editors/vim/heshu-ale.vim'

let s:folder = tempname()
call mkdir(s:folder)
call writefile(readfile($HESHU_ROOT . '/tests/editors/articles/01-report.txt'), s:folder . '/01-report.txt')
try
  execute 'edit' s:folder . '/01-report.txt'
  setfiletype text
  call ale#Queue(0)
  let s:list = {-> ale#engine#GetLoclist(bufnr(''))}
  call s:check('diagnostics arrive with their arithmetic', s:wait({-> !empty(filter(copy(s:list()), 'v:val.text =~# "各项合计885亿元"'))}))
  let s:sum = get(filter(copy(s:list()), 'v:val.text =~# "各项合计885亿元"'), 0, {})
  call s:check('in their line', get(s:sum, 'lnum') == 8 && get(s:sum, 'type') is# 'E')
  call s:check('with the code', get(s:sum, 'code', '') is# 'parts-sum-mismatch')
catch
  call s:check(v:exception . ' ' . v:throwpoint, 0)
endtry
call writefile(s:out, '/dev/stdout', 'a')
call delete(s:folder, 'rf')
execute s:failed ? 'cquit!' : 'qall!'
