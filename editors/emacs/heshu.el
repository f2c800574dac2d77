;;; heshu.el --- heshu (核数) with Eglot  -*- lexical-binding: t -*-

;; Nearly every prose mode derives from `text-mode' (HTML, LaTeX, Org …), and the first match
;; counts: appended, this entry leaves them the servers they have.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '((text-mode :language-id "plaintext") . ("heshu" "lsp")) t)
  (add-to-list 'eglot-server-programs '((markdown-mode :language-id "markdown") . ("heshu" "lsp"))))
