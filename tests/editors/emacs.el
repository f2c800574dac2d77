;;; emacs.el --- Opens an article in a real Emacs with Eglot and the configuration that ships  -*- lexical-binding: t -*-
;; Run by tests/editors/run.sh: emacs -Q --batch -l tests/editors/emacs.el ROOT SERVER
;; Works with Debian's Emacs 28 and Eglot 1.9, and with Emacs 29 and later, which bring Eglot along.

(setq make-backup-files nil create-lockfiles nil auto-save-default nil)
(prefer-coding-system 'utf-8)
(when (file-directory-p "/usr/share/emacs/site-lisp/elpa")
  (require 'package)
  (add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
  (package-initialize))
(require 'eglot)
(require 'flymake)

(defvar heshu-failures 0)
(defun heshu-check (what holds)
  (message "%s %s" (if holds "ok   " "FAIL ") what)
  (unless holds (setq heshu-failures (1+ heshu-failures))))
(defun heshu-wait (holds)
  "Waits until the function HOLDS gives something, ten seconds at most."
  (let ((end (+ (float-time) 10)) found)
    (while (and (not (setq found (funcall holds))) (< (float-time) end))
      (accept-process-output nil 0.02))
    found))

(let* ((root (pop command-line-args-left))
       (server (pop command-line-args-left))
       (folder (file-name-as-directory (make-temp-file "heshu-emacs" t)))
       (article (concat folder "01-report.txt"))
       (began (float-time))
       (eglot-sync-connect 10)
       (eglot-send-changes-idle-time 0)
       ;; Nobody is there to say yes.
       (eglot-confirm-server-initiated-edits nil))
  ;; Already taken along: what these commands ask about is answered.
  (setq command-line-args-left nil)
  (copy-file (concat root "/tests/editors/articles/01-report.txt") article)
  (load (concat root "/editors/emacs/heshu.el") nil t)
  ;; The configuration as it ships, with the program of this build.
  (setq heshu-program server)
  (condition-case failure
      (progn
        (find-file article)
        (text-mode)
        (apply #'eglot (eglot--guess-contact))
        (let ((session (eglot-current-server)))
          (heshu-check "the server attaches" session)
          (heshu-check "as plaintext, and to nothing else that is text"
                       (equal "plaintext" (if (fboundp 'eglot--languageId) (eglot--languageId) (plist-get (eglot--TextDocumentItem) :languageId))))
          (flymake-mode 1)
          (flymake-start)
          (heshu-check "diagnostics arrive with their arithmetic"
                       (heshu-wait (lambda () (seq-some (lambda (d) (string-match-p "各项合计885亿元" (flymake-diagnostic-text d))) (flymake-diagnostics)))))
          (message "first diagnostics %d ms after Emacs opened the file" (* 1000 (- (float-time) began)))
          (heshu-check "they cover the figure"
                       (seq-some (lambda (d) (equal "860亿元" (buffer-substring-no-properties (flymake-diagnostic-beg d) (flymake-diagnostic-end d))))
                                 (flymake-diagnostics)))
          (goto-char (point-min))
          (search-forward "约480亿元")
          (backward-char 2)
          (let ((card (jsonrpc-request session :textDocument/hover (eglot--TextDocumentPositionParams))))
            (heshu-check "hover explains a figure" (string-match-p "456亿元至504亿元" (format "%s" card))))
          (heshu-check "the outline has the sections" (string-match-p "一、工业稳中有进" (format "%s" (eglot-imenu))))
          (goto-char (point-min))
          (search-forward "增加16家")
          (backward-char 1)
          (let* ((actions (jsonrpc-request session :textDocument/codeAction
                                           (list :textDocument (eglot--TextDocumentIdentifier)
                                                 :range (list :start (eglot--pos-to-lsp-position (1- (point))) :end (eglot--pos-to-lsp-position (point)))
                                                 :context '(:diagnostics []))))
                 (action (seq-find (lambda (a) (string-match-p "14家" (plist-get a :title))) actions)))
            (heshu-check "a code action is offered" action)
            (if (fboundp 'eglot-execute)
                (eglot-execute session action)
              (eglot--apply-workspace-edit (plist-get action :edit))))
          (heshu-check "and changes the text" (save-excursion (goto-char (point-min)) (search-forward "298家增加14家" nil t)))
          (eglot--signal-textDocument/didChange)
          (heshu-check "and the finding goes"
                       (heshu-wait (lambda ()
                                     (flymake-start)
                                     (not (seq-some (lambda (d) (string-match-p "增加16家" (flymake-diagnostic-text d))) (flymake-diagnostics))))))
          (let ((counts (heshu-execute "heshu.summary")))
            (heshu-check "commands of the server answer" (eql 1 (plist-get counts :errors))))
          (goto-char (point-min))
          (search-forward "金利集团")
          (backward-char 1)
          (heshu-card)
          (with-current-buffer "*heshu*"
            (heshu-check "M-x heshu-card shows the card" (string-match-p "河南金利金铅集团有限公司" (buffer-string))))
          (goto-char (point-max))
          (insert "項(xiàng)目投資15億元,,占地210畝。\n")
          (eglot--signal-textDocument/didChange)
          (heshu-clean)
          (heshu-check "M-x heshu-clean cleans"
                       (heshu-wait (lambda () (save-excursion (goto-char (point-min)) (search-forward "項目投資15億元,占地210畝" nil t)))))
          (heshu-figures)
          (with-current-buffer "*heshu figures*"
            (heshu-check "M-x heshu-figures lists the contradictions first"
                         (string-match-p "\\`[^\n]*860亿元" (buffer-substring-no-properties (point-min) (point-max)))))
          (set-buffer-modified-p nil)
          (eglot-shutdown session nil 5)
          (heshu-check "the server stops" (not (jsonrpc-running-p session)))))
    (error (heshu-check (format "no error: %S" failure) nil)))
  (delete-directory folder t)
  (kill-emacs (if (zerop heshu-failures) 0 1)))
