;;; heshu.el --- heshu (核数) with Eglot  -*- lexical-binding: t -*-

;;; Commentary:

;; Starts heshu for plain text and Markdown, and adds commands for what the
;; protocol has no key for: `heshu-figures', `heshu-card', `heshu-explain',
;; `heshu-clean', `heshu-fix'.

;;; Code:

(require 'seq)
(require 'subr-x)

(declare-function eglot-current-server "eglot")
(declare-function jsonrpc-request "jsonrpc")
(declare-function eglot--TextDocumentIdentifier "eglot")
(declare-function eglot--pos-to-lsp-position "eglot")
(declare-function eglot--lsp-position-to-point "eglot")

(defvar heshu-program "heshu"
  "The program of the server: a name on the PATH, or a file.")

(defun heshu--contact (&rest _)
  "How Eglot starts the server."
  (list heshu-program "lsp"))

;; Nearly every prose mode derives from `text-mode' (HTML, LaTeX, Org …), and the first match
;; counts: appended, this entry leaves them the servers they have.
(with-eval-after-load 'eglot
  (defvar eglot-server-programs)
  (add-to-list 'eglot-server-programs '((text-mode :language-id "plaintext") . heshu--contact) t)
  (add-to-list 'eglot-server-programs '((markdown-mode :language-id "markdown") . heshu--contact)))

(defun heshu-execute (command &optional argument)
  "Run COMMAND of the server on the article in this buffer and return its answer.
ARGUMENT is a plist that goes with it; docs/editors/README.md lists the commands."
  (let ((server (or (eglot-current-server) (user-error "Eglot is not running here: M-x eglot")))
        (uri (plist-get (eglot--TextDocumentIdentifier) :uri)))
    (jsonrpc-request server :workspace/executeCommand
                     (list :command command :arguments (vector (append (list :uri uri) argument))))))

(defun heshu--show (text)
  "Show TEXT, which is Markdown, in a buffer of its own."
  (with-current-buffer (get-buffer-create "*heshu*")
    (let ((inhibit-read-only t))
      (erase-buffer)
      (insert text)
      (goto-char (point-min)))
    (special-mode)
    (display-buffer (current-buffer))))

(defun heshu-card ()
  "Show the card of the company, organisation or project at point, or of one that you pick."
  (interactive)
  (let ((card (or (heshu-execute "heshu.card" (list :position (eglot--pos-to-lsp-position (point))))
                  (let* ((named (heshu-execute "heshu.entities"))
                         (name (completing-read "heshu: " (mapcar (lambda (n) (plist-get n :name)) named) nil t))
                         (picked (seq-find (lambda (n) (equal name (plist-get n :name))) named)))
                    (heshu-execute "heshu.card" (list :id (plist-get picked :id)))))))
    (heshu--show
     (concat "# " (plist-get card :title) "\n\n" (plist-get card :subtitle) "\n\n"
             (mapconcat (lambda (row) (format "- %s：%s\n" (plist-get row :label) (plist-get row :value))) (plist-get card :rows) "")
             (plist-get card :note) "\n\n"
             (mapconcat (lambda (f) (format "- %s %s（%s）\n" (plist-get f :date) (plist-get f :text) (plist-get f :source)))
                        (plist-get card :facts) "")))))

(defun heshu-explain (code)
  "Show the page of the rule CODE; by default of the finding at point."
  (interactive
   (list (completing-read "heshu: " (mapcar (lambda (rule) (plist-get rule :code)) (heshu-execute "heshu.explain")))))
  (heshu--show (or (plist-get (heshu-execute "heshu.explain" (list :code code)) :page) (user-error "There is no rule %s" code))))

(defun heshu-clean ()
  "Clean the article: the server sends the edits."
  (interactive)
  (message "heshu: %s" (heshu-execute "heshu.clean")))

(defun heshu-fix ()
  "Apply all safe fixes: the server sends the edits."
  (interactive)
  (message "heshu: %s" (heshu-execute "heshu.fix")))

(defun heshu-figures ()
  "List every figure of the article, contradictions first; RET leads to one."
  (interactive)
  (let* ((panel (heshu-execute "heshu.figures"))
         (article (current-buffer))
         (rank (lambda (row) (pcase (plist-get row :state) ("contradiction" 0) ("doubt" 1) (_ 2))))
         (rows (seq-sort-by rank #'< (append (plist-get panel :rows) nil))))
    (with-current-buffer (get-buffer-create "*heshu figures*")
      (let ((inhibit-read-only t))
        (erase-buffer)
        (dolist (row rows)
          (let* ((start (plist-get (plist-get row :range) :start))
                 (place (with-current-buffer article (copy-marker (eglot--lsp-position-to-point start))))
                 (says (mapcar (lambda (key) (plist-get row key)) '(:amount :indicator :scope :period :statement)))
                 (found (mapcar (lambda (at) (plist-get (aref (plist-get panel :findings) at) :message)) (plist-get row :findings))))
            (insert-text-button (format "%4d  %s" (1+ (plist-get start :line)) (plist-get row :text))
                                'action (lambda (_) (pop-to-buffer article) (goto-char place)))
            (insert "  " (string-join (seq-remove #'string-empty-p says) " · ")
                    (mapconcat (lambda (message) (concat "  " message)) found "") "\n")))
        (goto-char (point-min)))
      (special-mode)
      (display-buffer (current-buffer)))))

(provide 'heshu)
;;; heshu.el ends here
