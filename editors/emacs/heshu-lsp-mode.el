;;; heshu-lsp-mode.el --- heshu (核数) with lsp-mode  -*- lexical-binding: t -*-

;;; Commentary:

;; For those who use lsp-mode and not Eglot: load this, then M-x lsp.

;;; Code:

(defvar heshu-program "heshu"
  "The program of the server: a name on the PATH, or a file.")

(defvar heshu-settings (make-hash-table :test #'equal)
  "The settings of heshu, by their names in docs/editors/README.md.")

(declare-function lsp-register-client "lsp-mode")
(declare-function make-lsp-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function lsp-activate-on "lsp-mode")

(with-eval-after-load 'lsp-mode
  (defvar lsp-language-id-configuration)
  (add-to-list 'lsp-language-id-configuration '(text-mode . "plaintext"))
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection (lambda () (list heshu-program "lsp")))
    :activation-fn (lsp-activate-on "plaintext" "markdown")
    :initialization-options (lambda () heshu-settings)
    :server-id 'heshu)))

(provide 'heshu-lsp-mode)
;;; heshu-lsp-mode.el ends here
