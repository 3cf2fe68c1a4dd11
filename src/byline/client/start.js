window.CMS_MANUAL_INIT = true; // form.js begins, when it is there
